create trigger touchpoints_history_is_not_changed before update on touchpoints_history
begin
  select raise(abort, 'the history of touchpoints is only added to');
end;

create trigger touchpoints_history_is_not_removed before delete on touchpoints_history
begin
  select raise(abort, 'the history of touchpoints is only added to');
end;

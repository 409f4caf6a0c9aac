-- How a promise is measured: events, clock, calendar, as JSON. None: as its measure usually is.
alter table touchpoints_touchpoints add column promise_terms text;

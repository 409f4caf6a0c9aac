create table feedback_surveys (
  key text not null primary key,
  name text not null,
  question text not null,
  version integer not null,
  changed_at integer not null
);

create table feedback_answers (
  id text not null primary key,
  survey_key text not null,
  question_key text not null,
  score real not null,
  channel text not null,
  customer text not null,
  at integer not null,
  given_id text
);
create index ix_feedback_answers_customer on feedback_answers (customer);
create unique index ix_feedback_answers_survey_key_given_id on feedback_answers (survey_key, given_id);

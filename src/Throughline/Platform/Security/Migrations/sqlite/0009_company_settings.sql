-- How the company shows itself, and what its calendars and amounts begin with.
alter table security_companies add column accent text;
alter table security_companies add column currency text;
alter table security_companies add column first_day_of_week integer not null default 1;
alter table security_companies add column language text not null default 'en';
alter table security_companies add column country text;
alter table security_companies add column version integer not null default 1;

-- What somebody chose for their pages and mails; null leaves it to their browser.
alter table security_users add column language text null;

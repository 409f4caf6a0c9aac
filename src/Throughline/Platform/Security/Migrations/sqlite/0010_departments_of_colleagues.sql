-- What colleagues wrote by hand becomes the list, and is written as the list writes it.
insert or ignore into platform_departments (name, version)
  select distinct trim(department), 1 from security_users where trim(coalesce(department, '')) <> '' order by 1;

update security_users set department = (select d.name from platform_departments d where d.name = trim(security_users.department))
  where department is not null;

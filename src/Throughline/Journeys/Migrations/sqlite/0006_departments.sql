-- The owners that were written by hand become the one list of departments, and are written as it writes them.
insert or ignore into platform_departments (name, version)
  select distinct trim(department), 1 from journeys_named where trim(department) <> '' order by 1;

update journeys_named
  set department = coalesce((select d.name from platform_departments d where d.name = trim(journeys_named.department)), department);

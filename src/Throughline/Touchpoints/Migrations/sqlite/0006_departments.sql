-- The owners that were written by hand become the one list of departments, and are written as it writes them.
insert or ignore into platform_departments (name, version)
  select distinct trim(department), 1 from touchpoints_touchpoints where trim(department) <> '' order by 1;

update touchpoints_touchpoints
  set department = coalesce((select d.name from platform_departments d where d.name = trim(touchpoints_touchpoints.department)), department);

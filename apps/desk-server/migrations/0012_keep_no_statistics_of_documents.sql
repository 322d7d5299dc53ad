-- Nothing is looked up by the value of a whole document, and sorting thousands of them took most of what analysing a table takes, which a
-- table that grows is due for again and again. Locks: each table for a moment.
do $$
declare
  document record;
begin
  for document in
    select format('%I.%I', table_schema, table_name) as held_by, column_name as name
    from information_schema.columns
    where table_schema = 'desk' and udt_name = 'jsonb'
  loop
    execute format('alter table %s alter column %I set statistics 0', document.held_by, document.name);
  end loop;
end $$;

-- That the klass of custom objects exists is seen to once for a batch, by the statement that reads what the klass declares: it locks the klass's
-- row (`for key share`), and until that transaction ends nobody deletes it. The foreign key looked the same row up and locked it again for each
-- object. Whoever files objects must read their klasses so. Locks: both tables for a moment.

alter table kobjects drop constraint kobjects_org_id_klass_name_fkey;

-- Fires once nobody holds the klass's row any more. Each statement in it then sees what was committed until now, but only at read committed.
create function keep_klass_in_use() returns trigger language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise feature_not_supported using message = 'a klass is deleted at read committed, where objects that were filed meanwhile are seen';
  end if;
  if exists (select from desk.kobjects k where k.org_id = old.org_id and k.klass_name = old.name) then
    raise foreign_key_violation using message = format('klass %s has custom objects', old.name), schema = 'desk', table = 'kobjects';
  end if;
  return old;
end $$;
create trigger keep_klass_in_use before delete on klasses for each row execute function keep_klass_in_use();

create function keep_klass_name() returns trigger language plpgsql as $$
begin
  raise foreign_key_violation using message = format('klass %s keeps its name: custom objects refer to it', old.name), schema = 'desk', table = 'klasses';
end $$;
create trigger keep_klass_name before update of org_id, name on klasses for each row
  when ((old.org_id, old.name) is distinct from (new.org_id, new.name)) execute function keep_klass_name();

-- As in the tables of deliveries: of what is parted by day only the keys begin with the organisation, for a day's first plans are made
-- while its part is empty, and take the newest of the indexes that begin alike. Locks: both tables, while their indexes are built.

drop index events_by_source;
create index events_by_source on events (source_id, org_id, created_at desc, id desc);
drop index runs_by_workflow;
create index runs_by_workflow on runs (workflow_id, org_id, id desc);
drop index runs_by_event;
create index runs_by_event on runs (event_id, org_id);
drop index runs_not_completed;
create index runs_not_completed on runs (workflow_id, org_id, id desc) where state <> 'completed';

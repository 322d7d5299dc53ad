-- A receiver that answers after 30 ms takes a thousand a second with 32 calls at once and not more. Endpoints that have the old default
-- were not asked; they get the new one. Locks: the endpoints, for an instant.

alter table endpoints alter column concurrency set default 64;
update endpoints set concurrency = 64 where concurrency = 32;

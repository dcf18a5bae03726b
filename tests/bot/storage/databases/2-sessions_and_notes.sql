BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'tambour','unmatched_needs','2026-11-23 09:00:00.000000+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'tambour','sessions_and_notes','2026-11-23 09:00:00.000000+00:00');
CREATE TABLE "notes" (
   "kind" TEXT NOT NULL,
   "text" TEXT NOT NULL,
   "card" TEXT NOT NULL,
   "day" TEXT NOT NULL
);
INSERT INTO "notes" VALUES('useful','bus','','2026-11-23');
CREATE TABLE "sessions" (
   "chat" TEXT PRIMARY KEY,
   "session" TEXT NOT NULL,
   "updated" TEXT NOT NULL
);
INSERT INTO "sessions" VALUES('1','{"place": "80", "folder": ["45", "T"], "seen": "2026-11-23T09:00:00+00:00"}','2026-11-23T09:00:00+00:00');
CREATE TABLE "unmatched" (
   "need" TEXT PRIMARY KEY,
   "times" INTEGER NOT NULL,
   "last_day" TEXT NOT NULL
);
INSERT INTO "unmatched" VALUES('fusée lunaire',3,'2026-11-01');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
COMMIT;

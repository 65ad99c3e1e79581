-- What a story that Vesper writes is made of, so that it can be written on: JSON, whose shape is the studio's.

ALTER TABLE story ADD COLUMN tale TEXT CHECK (tale IS NULL OR json_valid(tale));

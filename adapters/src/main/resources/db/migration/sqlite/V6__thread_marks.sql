-- Each user's place in the threads that he or she has to do with.
CREATE TABLE chat_thread_marks (
  user_id      TEXT    NOT NULL,
  thread_id    BLOB    NOT NULL,
  following    INTEGER NOT NULL,
  last_read_id BLOB,
  PRIMARY KEY (user_id, thread_id)
) STRICT, WITHOUT ROWID;

"""How words are kept to be found: by triggers, in the transaction that writes what they are of.

Whatever changes a text, or erases it, changes or erases its words; nobody has to think of it.
A room above this one lets its own texts be found by `keep_words` in a migration.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations import RunSQL

BEFORE_THEM = "SELECT set_config('bode.tenant', '*', true);"
"""After this, the words are kept of what is already there."""

LEXEMES = RunSQL(
    r"""
    CREATE TEXT SEARCH DICTIONARY bode_word (TEMPLATE = pg_catalog.simple, STOPWORDS = dutch);
    CREATE TEXT SEARCH CONFIGURATION bode_word (COPY = pg_catalog.simple);
    ALTER TEXT SEARCH CONFIGURATION bode_word ALTER MAPPING REPLACE simple WITH bode_word;

    -- Without accents and capitals; `wanting.plain` does the same.
    CREATE FUNCTION bode_plain(said text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
    BEGIN
      IF octet_length(said) <> length(said) THEN
        said := regexp_replace(
          translate(regexp_replace(normalize(said, NFKD), '[\u0300-\u036F]', '', 'g'),
                    'øØłŁđĐıß', 'oOlLdDis'),
          '[^[:alnum:]]', ' ', 'g');
      END IF;
      RETURN translate(lower(said), '-./:@_+&<>%', '           ');
    END $$;

    -- Stems for what is written otherwise, whole words for the beginnings of them, and facts; each
    -- begins with its municipality, so that in the index nobody's words lie among another's.
    CREATE FUNCTION bode_lexemes(municipality uuid, said text, facts text[]) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
    DECLARE whose text := right(municipality::text, 6);
    BEGIN
      said := bode_plain(left(said, 20000));
      RETURN array_to_tsvector(ARRAY(
        SELECT whose || ':' || lexeme
        FROM unnest(to_tsvector('dutch', said) || to_tsvector('bode_word', said))
        UNION ALL SELECT whose || fact FROM unnest(facts) AS fact));
    END $$;

    -- What is sought is said to row security itself: see `row_security.narrow`.
    CREATE FUNCTION bode_sought() RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS
      $$ SELECT coalesce(nullif(current_setting('bode.sought', true), ''), '!''#''')::tsquery $$;
    """,
    """
    DROP FUNCTION bode_sought();
    DROP FUNCTION bode_lexemes(uuid, text, text[]);
    DROP FUNCTION bode_plain(text);
    DROP TEXT SEARCH CONFIGURATION bode_word;
    DROP TEXT SEARCH DICTIONARY bode_word;
    """,
)


def keep_words(
    table: str,
    kind: str,
    *,
    text: str = "text",
    at: str = "at",
    facts: str = "'{}'::text[]",
    unless: str = "false",
    changes: Sequence[str] = (),
) -> RunSQL:
    """Let each row of a table with `municipality_id` and `conversation_id` be found by its words.

    `facts` are what one may choose by besides words, each beginning with #; rows for which `unless`
    holds are not found. Both are SQL about `it`; `changes` are the columns that they look at.
    """
    entry, found = _entry(kind, text, at, facts), _found(text, unless)
    columns = [text, "conversation_id", "municipality_id", *changes]
    differs = " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in columns)
    return RunSQL(
        f"""
        {_keeping(table, entry, found)}
        CREATE TRIGGER keep_words AFTER INSERT OR DELETE ON {table}
          FOR EACH ROW EXECUTE FUNCTION {table}_keep_words();
        CREATE TRIGGER change_words AFTER UPDATE OF {", ".join(columns)} ON {table}
          FOR EACH ROW WHEN ({differs}) EXECUTE FUNCTION {table}_keep_words();
        {BEFORE_THEM}
        {entry} FROM {table} AS it WHERE {found};
        """,
        f"""
        DROP TRIGGER change_words ON {table};
        DROP TRIGGER keep_words ON {table};
        DROP FUNCTION {table}_keep_words();
        """,
    )


def _entry(kind: str, text: str, at: str, facts: str) -> str:
    return f"""
      INSERT INTO conversations_searchentry
        (id, municipality_id, kind, conversation_id, at, lexemes)
      SELECT it.id, it.municipality_id, '{kind}', it.conversation_id, it.{at},
             bode_lexemes(it.municipality_id, it.{text}, {facts})
    """


def _found(text: str, unless: str) -> str:
    return f"it.{text} <> '' AND NOT ({unless})"


def _keeping(table: str, entry: str, found: str) -> str:
    return f"""
        CREATE OR REPLACE FUNCTION {table}_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE it {table} := NEW;
        BEGIN
          IF TG_OP <> 'INSERT' THEN
            DELETE FROM conversations_searchentry WHERE id = OLD.id;
          END IF;
          IF TG_OP <> 'DELETE' AND {found} THEN {entry}; END IF;
          RETURN NULL;
        END $$;
    """  # noqa: S608 - from migrations alone


# A number is found as the platform writes it, as people here do, and by its last four digits.
CONTACT_ENTRY = """
    CREATE OR REPLACE FUNCTION conversations_contact_entry(it conversations_contact)
    RETURNS void LANGUAGE plpgsql AS $$
    DECLARE numbers text[] := ARRAY(
      SELECT ':' || unnest(ARRAY[value, regexp_replace(value, '^31', '0'), right(value, 4)])
      FROM conversations_contactidentity WHERE contact_id = it.id AND kind = 'phone');
    BEGIN
      DELETE FROM conversations_searchentry WHERE id = it.id;
      IF it.name || it.username <> '' OR numbers <> '{}' THEN
        INSERT INTO conversations_searchentry (id, municipality_id, kind, at, lexemes)
        SELECT it.id, it.municipality_id, 'contact', it.created_at,
               bode_lexemes(it.municipality_id, it.name || ' ' || it.username,
                            numbers);
      END IF;
    END $$;
"""
CONTACTS = RunSQL(
    f"""
    {CONTACT_ENTRY}
    CREATE FUNCTION conversations_contact_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' THEN
        DELETE FROM conversations_searchentry WHERE id = OLD.id;
      ELSE
        PERFORM conversations_contact_entry(NEW);
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER keep_words AFTER INSERT OR DELETE ON conversations_contact
      FOR EACH ROW EXECUTE FUNCTION conversations_contact_keep_words();
    CREATE TRIGGER change_words AFTER UPDATE OF name, username, municipality_id
      ON conversations_contact FOR EACH ROW
      WHEN (OLD.name <> NEW.name OR OLD.username <> NEW.username
            OR OLD.municipality_id <> NEW.municipality_id)
      EXECUTE FUNCTION conversations_contact_keep_words();

    CREATE FUNCTION conversations_contactidentity_keep_words() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM conversations_contact_entry(it) FROM conversations_contact AS it
      WHERE it.id IN (CASE TG_OP WHEN 'INSERT' THEN NEW.contact_id ELSE OLD.contact_id END,
                      CASE TG_OP WHEN 'DELETE' THEN OLD.contact_id ELSE NEW.contact_id END);
      RETURN NULL;
    END $$;
    CREATE TRIGGER keep_words AFTER INSERT OR UPDATE OR DELETE ON conversations_contactidentity
      FOR EACH ROW EXECUTE FUNCTION conversations_contactidentity_keep_words();

    {BEFORE_THEM}
    SELECT conversations_contact_entry(it) FROM conversations_contact AS it;
    """,  # noqa: S608 - no values in it
    """
    DROP TRIGGER keep_words ON conversations_contactidentity;
    DROP FUNCTION conversations_contactidentity_keep_words();
    DROP TRIGGER change_words ON conversations_contact;
    DROP TRIGGER keep_words ON conversations_contact;
    DROP FUNCTION conversations_contact_keep_words();
    DROP FUNCTION conversations_contact_entry(conversations_contact);
    """,
)

_MESSAGE_FACTS = """array_remove(ARRAY['#' || it.direction, CASE WHEN it.type IN
  ('image', 'video', 'audio', 'document', 'sticker') THEN '#file' END], NULL)"""
_NOT_FOUND = "it.revoked_at IS NOT NULL OR it.type IN ('reaction', 'system')"

# The platform's own words, and what was taken back, are not found.
MESSAGES = keep_words(
    "conversations_message",
    "message",
    facts=_MESSAGE_FACTS,
    unless=_NOT_FOUND,
    changes=("revoked_at", "type"),
)

_MESSAGE_ENTRY = _entry("message", "text", "at", _MESSAGE_FACTS)

# Nor is each copy of what a whole town got: it would hide what citizens said about it.
MESSAGES_BUT_BROADCASTS = RunSQL(
    _keeping(
        "conversations_message",
        _MESSAGE_ENTRY,
        _found("text", f"{_NOT_FOUND} OR it.automatic = 'broadcast'"),
    ),
    _keeping("conversations_message", _MESSAGE_ENTRY, _found("text", _NOT_FOUND)),
)

# A trigger that has nothing to do still costs each of a town something.
NOT_FOR_BROADCASTS = RunSQL(
    """
    DROP TRIGGER keep_words ON conversations_message;
    CREATE TRIGGER keep_words AFTER INSERT ON conversations_message
      FOR EACH ROW WHEN (NEW.automatic <> 'broadcast')
      EXECUTE FUNCTION conversations_message_keep_words();
    CREATE TRIGGER forget_words AFTER DELETE ON conversations_message
      FOR EACH ROW EXECUTE FUNCTION conversations_message_keep_words();
    """,
    """
    DROP TRIGGER forget_words ON conversations_message;
    DROP TRIGGER keep_words ON conversations_message;
    CREATE TRIGGER keep_words AFTER INSERT OR DELETE ON conversations_message
      FOR EACH ROW EXECUTE FUNCTION conversations_message_keep_words();
    """,
)

package id.kezbek.testing;

/** Ids that a statement of a test makes by itself. PostgreSQL has a function for them only since 18. */
public final class SqlIds {

    private SqlIds() {}

    /** An expression for an id of version 7, new in each row; {@code when} is one for the time that it carries. */
    public static String version7(String when) {
        return """
                encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
                  substring(int8send((extract(epoch from %s) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
                """.formatted(when).strip();
    }
}

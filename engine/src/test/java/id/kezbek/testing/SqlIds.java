package id.kezbek.testing;

/** Ids that SQL statements of tests create. PostgreSQL has a function for them only since version 18. */
public final class SqlIds {

    private SqlIds() {}

    /** An SQL expression for an id of version 7, new in each row; {@code when} is an expression for its time. */
    public static String version7(String when) {
        return """
                encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing
                  substring(int8send((extract(epoch from %s) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
                """.formatted(when).strip();
    }
}

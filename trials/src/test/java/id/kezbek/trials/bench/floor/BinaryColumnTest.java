package id.kezbek.trials.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;

class BinaryColumnTest {

    private record Row(long number, int small, UUID id, String text, String json, byte[] bytes, long rupiah) {}

    private static final List<Row> ROWS = List.of(
            new Row(Long.MIN_VALUE, -3, new UUID(1, -2), "ö", "{\"a\":1}", new byte[] {0, -1}, 0),
            new Row(7, 32_000, new UUID(-5, 6), null, "[]", new byte[] {}, -1_234_567_890_000L),
            new Row(-1, 0, new UUID(0, 0), "", "null", new byte[] {9}, 10_000));

    @Test
    void postgresReadsEncodedColumn() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setRegisterShutdownHook(false)
                        .start();
                Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        select * from unnest(?::bigint[], ?::int[], ?::smallint[], ?::uuid[], ?::text[], ?::jsonb[],
                          ?::bytea[], ?::numeric[])""")) {
            BaseConnection to = connection.unwrap(BaseConnection.class);
            query.setArray(1, BinaryColumn.longs(to, ROWS, Row::number));
            query.setArray(2, BinaryColumn.ints(to, ROWS, Row::small));
            query.setArray(3, BinaryColumn.shorts(to, ROWS, Row::small));
            query.setArray(4, BinaryColumn.uuids(to, ROWS, Row::id));
            query.setArray(5, BinaryColumn.texts(to, ROWS, Row::text));
            query.setArray(6, BinaryColumn.jsons(to, ROWS, Row::json));
            query.setArray(7, BinaryColumn.bytes(to, ROWS, Row::bytes));
            query.setArray(8, BinaryColumn.rupiah(to, ROWS, Row::rupiah));
            try (ResultSet found = query.executeQuery()) {
                for (Row row : ROWS) {
                    found.next();
                    assertThat(found.getLong(1)).isEqualTo(row.number());
                    assertThat(found.getInt(2)).isEqualTo(row.small());
                    assertThat(found.getInt(3)).isEqualTo(row.small());
                    assertThat(found.getObject(4, UUID.class)).isEqualTo(row.id());
                    assertThat(found.getString(5)).isEqualTo(row.text());
                    assertThat(found.getString(6)).isEqualTo(row.json().replace(":", ": "));
                    assertThat(found.getBytes(7)).isEqualTo(row.bytes());
                    assertThat(found.getBigDecimal(8)).isEqualTo(BigDecimal.valueOf(row.rupiah() * 100, 2));
                }
            }
        }
    }
}

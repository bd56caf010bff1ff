package id.kezbek.cashback.history;

import id.kezbek.cashback.accept.TransactionNumbers;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A partner's transactions for its officers: numbered pages with a total, sortable by column, searchable by a part of
 * a text. No index supports the search, because an index would slow down every purchase. The query reads only the
 * partner's rows and has the timeout of partners' queries.
 */
@Component
public class OfficersTransactions {

    /** The sort orders. */
    public enum Order {
        NEWEST_FIRST(""),
        WALLET_CODE("wallet"),
        AMOUNT("cashback"),
        REWARD("reward");

        private final String column;

        Order(String column) {
            this.column = column;
        }

        String sql(boolean isDescending) {
            String newestFirst = "accepted_at desc, id desc";
            return this == NEWEST_FIRST ? newestFirst : column + (isDescending ? " desc, " : " asc, ") + newestFirst;
        }
    }

    /**
     * A page request.
     *
     * @param search part of a phone number, e-mail address, wallet code or reference, case-insensitive; null for all
     * @param page the page number, starting at 1
     * @param asOf later purchases are excluded, so that consecutive pages are consistent
     */
    public record Page(
            PartnerId partner,
            @Nullable String search,
            int page,
            int limit,
            Order order,
            boolean isDescending,
            Instant asOf) {

        public long offset() {
            return (page - 1L) * limit;
        }
    }

    /** @param number the transaction's v1 number */
    public record Line(
            long number,
            String wallet,
            @Nullable String email,
            String msisdn,
            int quantity,
            Money amount,
            Money cashback,
            Money reward) {

        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    /** @param total the number of transactions on all pages */
    public record Found(List<Line> lines, long total) {}

    private record Row(
            UUID id,
            String wallet,
            @Nullable String email,
            String msisdn,
            int quantity,
            Money amount,
            Money cashback,
            Money reward) {

        Line numbered(long number) {
            return new Line(number, wallet, email, msisdn, quantity, amount, cashback, reward);
        }
    }

    private static final String COLUMNS = "id, wallet, email, msisdn, quantity, amount, cashback, reward";
    private static final String SEARCHED = """
            (strpos(lower(reference), lower(:text)) > 0 or strpos(lower(email), lower(:text)) > 0
              or strpos(lower(wallet), lower(:text)) > 0 or msisdn = any(:numbers)
              or exists (select from unnest(:pieces::text[]) as piece where strpos(msisdn, piece) > 0))""";

    /** A search text that looks like a phone number or a part of a phone number. */
    private static final Pattern PHONE = Pattern.compile("[ (]*\\+?[0-9][0-9 ().-]*");

    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

    private final JdbcClient jdbc;
    private final TransactionNumbers numbers;

    OfficersTransactions(JdbcClient jdbc, TransactionNumbers numbers) {
        this.jdbc = jdbc;
        this.numbers = numbers;
    }

    public Found page(Page page) {
        String where = " from cashback.purchase where partner = :partner and accepted_at <= :asOf"
                + (page.search() == null ? "" : " and " + SEARCHED);
        List<Row> rows = statement(
                        "select " + COLUMNS + where + " order by "
                                + page.order().sql(page.isDescending()) + " limit :limit offset :offset",
                        page)
                .param("limit", page.limit())
                .param("offset", page.offset())
                .query((row, n) -> row(row))
                .list();
        return new Found(numbered(page.partner(), rows), total(page, rows.size(), where));
    }

    /** The partner's transaction with this number. */
    public Optional<Line> find(PartnerId partner, long number) {
        return numbers.find(partner, number)
                .flatMap(id -> jdbc.sql("select " + COLUMNS + " from cashback.purchase where id = ? and partner = ?")
                        .params(id, partner.value())
                        .query((row, n) -> row(row))
                        .optional())
                .map(row -> row.numbered(number));
    }

    /** The total number of transactions. A count query runs only if the page itself does not show the total. */
    private long total(Page page, int found, String where) {
        boolean isLast = found > 0 && found < page.limit();
        if (isLast || (found == 0 && page.page() == 1)) {
            return page.offset() + found;
        }
        return statement("select count(*)" + where, page).query(Long.class).single();
    }

    private JdbcClient.StatementSpec statement(String sql, Page page) {
        JdbcClient.StatementSpec statement =
                jdbc.sql(sql).param("partner", page.partner().value()).param("asOf", Timestamp.from(page.asOf()));
        String search = page.search();
        return search == null
                ? statement
                : statement
                        .param("text", search)
                        .param("pieces", pieces(search).toArray(String[]::new))
                        .param(
                                "numbers",
                                Msisdn.parse(search)
                                        .map(Msisdn::spellings)
                                        .orElseGet(List::of)
                                        .toArray(String[]::new));
    }

    /**
     * The digits to search for in stored numbers. A leading 0 may represent the country code, or the text may be a
     * middle part of a number.
     */
    private static List<String> pieces(String text) {
        if (!PHONE.matcher(text).matches()) {
            return List.of();
        }
        String digits = NO_DIGIT.matcher(text).replaceAll("");
        String country = Msisdn.defaultCountry();
        List<String> pieces = new ArrayList<>(List.of(digits));
        if (digits.startsWith("00") && digits.length() > 2) {
            pieces.add(digits.substring(2));
        } else if (digits.startsWith("0") && digits.length() > 1) {
            pieces.add(country + digits.substring(1));
        } else if (digits.startsWith(country + "0")) {
            pieces.add(country + digits.substring(country.length() + 1));
        }
        return pieces;
    }

    private List<Line> numbered(PartnerId partner, List<Row> rows) {
        Map<UUID, Long> given = numbers.of(partner, rows.stream().map(Row::id).toList());
        return rows.stream()
                .map(row -> row.numbered(Objects.requireNonNull(given.get(row.id()))))
                .toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("wallet"),
                row.getString("email"),
                Msisdn.ofKept(row.getString("msisdn")).digits(),
                row.getInt("quantity"),
                Money.rupiah(row.getBigDecimal("amount")),
                Money.rupiah(row.getBigDecimal("cashback")),
                Money.rupiah(row.getBigDecimal("reward")));
    }
}

package id.kezbek.startup.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules for migrations, because processes continue to work during a migration. It must not keep a big table
 * locked for as long as it is read or written completely. It must not remove anything that the previous version uses
 * without declaring it. Migrations are checked in order, because an earlier one can allow a later one.
 */
final class MigrationRules {

    /** The tables that grow with purchases, payouts, customers, requests and e-mails. */
    static final Set<String> BIG = Set.of(
            "access.browser_session",
            "access.challenge",
            "access.code_bucket",
            "access.known_network",
            "access.passkey_challenge",
            "access.pool_session",
            "access.pool_token",
            "access.refresh_token",
            "access.session",
            "access.used_signature",
            "approvals.audit",
            "cashback.purchase",
            "cashback.reference",
            "cashback.refund",
            "cashback.rule_customer",
            "cashback.transaction_number",
            "facts.fact",
            "ledger.account",
            "ledger.line",
            "loyalty.journey",
            "loyalty.member",
            "loyalty.reminder",
            "loyalty.renumbered",
            "notifications.contact",
            "notifications.email",
            "payouts.attempt",
            "payouts.callback",
            "payouts.item",
            "payouts.payout",
            "payouts.refund",
            "reconciliation.break",
            "reconciliation.line",
            "reconciliation.match",
            "reporting.account_day",
            "reporting.payout_hour",
            "reporting.purchase_hour",
            "shared.first_answer",
            "webhooks.attempt",
            "webhooks.delivery",
            "webhooks.event");

    /** The tables that people fill by hand, with one row for each partner, rule, provider, job or day. */
    static final Set<String> SMALL = Set.of(
            "notifications.corrected_address",
            "notifications.forgotten_customer",
            "access.account_tries",
            "access.passkey",
            "access.pool_account",
            "access.signing_key",
            "access.staff",
            "access.used_break_glass",
            "approvals.actor",
            "approvals.approval",
            "approvals.personal_detail",
            "billing.allocation",
            "billing.cashback_day",
            "billing.credit_note",
            "billing.credit_note_delivery",
            "billing.document_series",
            "billing.invoice",
            "billing.invoice_delivery",
            "billing.invoice_payment",
            "billing.invoice_terms",
            "billing.new_limit",
            "billing.payment",
            "billing.payment_day",
            "billing.summed_day",
            "billing.tax_number",
            "billing.top_up",
            "closing.month",
            "closing.step",
            "billing.withholding",
            "cashback.addresses_forgotten",
            "cashback.customers_forgotten",
            "cashback.backtest",
            "cashback.rule",
            "cashback.rule_budget",
            "cashback.rule_name",
            "facts.consumer",
            "facts.forgotten",
            "facts.set_aside",
            "ledger.bank_transfer",
            "ledger.corrected_day",
            "ledger.day_balance",
            "ledger.funding_slot",
            "ledger.summed_day",
            "ledger.transfer_reversal",
            "loyalty.ladder_version",
            "loyalty.reward",
            "loyalty.tier",
            "notifications.template",
            "partners.credential",
            "partners.officer",
            "partners.partner",
            "people.clear_mentions",
            "people.clear_text",
            "people.mailbox",
            "people.mailbox_key",
            "payouts.attempt_day",
            "payouts.bulk_decision",
            "payouts.bulk_item",
            "payouts.customers_forgotten",
            "payouts.fee",
            "payouts.float_top_up",
            "payouts.payout_day",
            "payouts.provider",
            "payouts.provider_balance",
            "payouts.provider_float",
            "payouts.provider_health",
            "payouts.summed_until",
            "payouts.wallet",
            "payouts.wallet_version",
            "privacy.erasure",
            "privacy.request",
            "reconciliation.file",
            "reconciliation.import_progress",
            "reconciliation.profile",
            "reconciliation.rejected_line",
            "reconciliation.rounding_rule",
            "reconciliation.tax_booking",
            "reconciliation.top_up_match",
            "reporting.export",
            "reporting.copy",
            "reporting.ledger_check",
            "reporting.figure_difference",
            "reporting.ledger_difference",
            "reporting.new_customer_month",
            "reporting.silent_day",
            "shared.data_version",
            "shared.job_run",
            "shared.key_check",
            "shared.oldest_engine",
            "shared.scheduled_job",
            "webhooks.endpoint",
            "webhooks.sequence");

    private static final String NAME = "([a-z_0-9]+\\.[a-z_0-9]+)";
    private static final Pattern CREATE_TABLE =
            Pattern.compile("^create (?:unlogged )?table (?:if not exists )?" + NAME);
    private static final Pattern CREATE_INDEX =
            Pattern.compile("^create (?:unique )?index (concurrently )?.*?\\bon (?:only )?" + NAME);
    private static final Pattern DROP_INDEX = Pattern.compile("^drop index (concurrently )?");
    private static final Pattern ALTER_TABLE =
            Pattern.compile("^alter table (?:if exists )?(?:only )?" + NAME + "(.*)$");
    private static final Pattern WRITE_THROUGH =
            Pattern.compile("\\b(?:update(?: only)?|delete from(?: only)?|insert into|truncate(?: table)?) " + NAME);
    private static final Pattern LOCK = Pattern.compile("\\block (?:table )?(?:only )?" + NAME);
    private static final Pattern REWRITE =
            Pattern.compile("^(?:vacuum full|cluster|reindex (?!.*concurrently))[^;]*?" + NAME);
    private static final Pattern ADD_COLUMN =
            Pattern.compile("\\badd (?:column )?(?!constraint)(.*?)(?=, (?:add|alter|drop) |$)");
    /** A default that is computed for each row, so that every row is written. */
    private static final Pattern DEFAULT_OF_A_CALL = Pattern.compile(
            "\\bdefault (?:\\(|(?!now\\(\\)|current_timestamp|true\\b|false\\b|null\\b|-?[0-9]|'')[a-z_.]+ ?\\()");

    private static final Pattern COMPUTED =
            Pattern.compile("\\b(?:small|big)?serial\\b|\\bgenerated (?:always|by default)");
    private static final Pattern INLINE_CONSTRAINT =
            Pattern.compile("\\b(?:references|check ?\\(|unique|primary key)(?:\\b|$|\\()");
    private static final Pattern NOT_NULL_COLUMN = Pattern.compile("\\bnot null\\b(?!\\s*\\))");
    private static final Pattern ADD_CONSTRAINT = Pattern.compile("\\badd constraint ([a-z_0-9]+) (.*?)(?=, add |$)");
    private static final Pattern NOT_NULL_CHECK = Pattern.compile("check ?\\( ?([a-z_0-9]+) is not null ?\\)");
    private static final Pattern VALIDATE = Pattern.compile("\\bvalidate constraint ([a-z_0-9]+)");
    private static final Pattern SET_NOT_NULL = Pattern.compile("\\balter (?:column )?([a-z_0-9]+) set not null");
    private static final Pattern ALTER_TYPE = Pattern.compile("\\balter (?:column )?[a-z_0-9]+ (?:set data )?type\\b");
    private static final Pattern TAKES_AWAY = Pattern.compile(
            "^drop (?:table|schema|view|function)\\b|^alter table .*\\b(?:drop (?:column |(?!constraint|not null|default|"
                    + "expression|identity)[a-z_]+)|rename\\b(?! constraint))|^alter (?:schema|view|function) .*\\brename\\b");
    private static final Pattern OLDEST_ENGINE = Pattern.compile("^update shared\\.oldest_engine set migration");

    private final Set<String> validatedNotNulls = new HashSet<>();
    private final Set<String> notNullChecks = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** The violations of the migration, each with what to do instead; empty if it may run during normal work. */
    List<String> problems(Migration migration) {
        problems.clear();
        Set<String> ownTables = new HashSet<>();
        Set<String> ownConstraints = new HashSet<>();
        boolean isRaised = migration.statements().stream().anyMatch(matches(OLDEST_ENGINE));
        for (String statement : migration.statements()) {
            Matcher created = CREATE_TABLE.matcher(statement);
            if (created.find()) {
                ownTables.add(created.group(1));
            }
            Predicate<String> isBig = table -> BIG.contains(table) && !ownTables.contains(table);
            Set<String> before = Set.copyOf(ownConstraints);
            index(migration, statement, isBig);
            dropIndex(migration, statement);
            alter(migration, statement, isBig, ownConstraints, before);
            writes(migration, statement, isBig);
            if (TAKES_AWAY.matcher(statement).find() && !isRaised) {
                refuse(
                        migration,
                        statement,
                        "takes away what the version before may use; stop using it in one version, and take it away in a"
                                + " later one that also raises shared.oldest_engine");
            }
        }
        return List.copyOf(problems);
    }

    private void index(Migration migration, String statement, Predicate<String> isBig) {
        Matcher index = CREATE_INDEX.matcher(statement);
        if (!index.find() || !isBig.test(index.group(2))) {
            return;
        }
        if (index.group(1) == null) {
            refuse(migration, statement, "keeps writers away while it is built; create index concurrently");
        } else if (migration.statements().size() > 1) {
            refuse(migration, statement, "runs outside a transaction; give it a file of its own");
        }
    }

    /**
     * The statement does not contain the index's table. So an index of a small table must be dropped concurrently as
     * well.
     */
    private void dropIndex(Migration migration, String statement) {
        Matcher dropped = DROP_INDEX.matcher(statement);
        if (!dropped.find()) {
            return;
        }
        if (dropped.group(1) == null) {
            refuse(migration, statement, "keeps everybody away while it waits for its lock; drop index concurrently");
        } else if (migration.statements().size() > 1) {
            refuse(migration, statement, "runs outside a transaction; give it a file of its own");
        }
    }

    private void alter(
            Migration migration,
            String statement,
            Predicate<String> isBig,
            Set<String> ownConstraints,
            Set<String> constraintsBefore) {
        Matcher alter = ALTER_TABLE.matcher(statement);
        if (!alter.find() || !isBig.test(alter.group(1))) {
            return;
        }
        String table = alter.group(1);
        String action = alter.group(2);
        if (ALTER_TYPE.matcher(action).find()) {
            refuse(migration, statement, "writes every row anew; add another column and fill it in portions");
        }
        ADD_COLUMN.matcher(action).results().forEach(column -> column(migration, statement, column.group(1)));
        ADD_CONSTRAINT.matcher(action).results().forEach(constraint -> {
            ownConstraints.add(constraint.group(1));
            constraint(migration, statement, table, constraint.group(1), constraint.group(2));
        });
        VALIDATE.matcher(action).results().forEach(validated -> {
            if (constraintsBefore.contains(validated.group(1))) {
                refuse(
                        migration,
                        statement,
                        "looks at every row under the lock of the file's earlier statement; validate in a later file");
            }
            validatedNotNulls.addAll(notNullsOf(table, validated.group(1)));
        });
        SET_NOT_NULL.matcher(action).results().forEach(column -> {
            if (!validatedNotNulls.contains(table + "." + column.group(1))) {
                refuse(
                        migration,
                        statement,
                        "looks at every row under a lock; add a constraint 'check (… is not null) not valid' and validate it"
                                + " in an earlier file");
            }
        });
    }

    private void column(Migration migration, String statement, String definition) {
        boolean hasDefault = definition.contains(" default ");
        if (DEFAULT_OF_A_CALL.matcher(definition).find()
                || COMPUTED.matcher(definition).find()) {
            refuse(migration, statement, "writes every row anew; add the column without it and fill it in portions");
        } else if (INLINE_CONSTRAINT.matcher(definition).find()) {
            refuse(migration, statement, "looks at every row under a lock; add the constraint apart, not valid");
        } else if (NOT_NULL_COLUMN.matcher(definition).find() && !hasDefault) {
            refuse(
                    migration,
                    statement,
                    "cannot hold for the rows that are there; give it a default or let it be null");
        }
    }

    private void constraint(Migration migration, String statement, String table, String name, String definition) {
        Matcher notNull = NOT_NULL_CHECK.matcher(definition);
        if (notNull.find()) {
            notNullChecks.add(table + "." + name + "." + notNull.group(1));
        }
        boolean isOfIndex = definition.startsWith("unique") || definition.startsWith("primary key");
        if (isOfIndex && !definition.contains("using index")) {
            refuse(migration, statement, "builds an index under a lock; create it concurrently and add it using index");
        }
        if (!isOfIndex && !definition.contains("not valid")) {
            refuse(
                    migration,
                    statement,
                    "looks at every row under a lock; add it not valid and validate it in a later file");
        }
    }

    private List<String> notNullsOf(String table, String constraint) {
        String start = table + "." + constraint + ".";
        return notNullChecks.stream()
                .filter(check -> check.startsWith(start))
                .map(check -> table + "." + check.substring(start.length()))
                .toList();
    }

    private void writes(Migration migration, String statement, Predicate<String> isBig) {
        // The later effects of a function, a trigger or a grant do not happen during the migration.
        if (Stream.of(
                        "create function",
                        "create or replace function",
                        "create trigger",
                        "grant",
                        "revoke",
                        "create policy")
                .anyMatch(statement::startsWith)) {
            return;
        }
        table(WRITE_THROUGH, statement)
                .filter(isBig)
                .ifPresent(table -> refuse(
                        migration,
                        statement,
                        "holds what it writes until the file is done; write in portions, in a job"));
        table(LOCK, statement)
                .filter(isBig)
                .ifPresent(table -> refuse(
                        migration, statement, "keeps everybody away; leave locking to the statements that need it"));
        table(REWRITE, statement)
                .filter(isBig)
                .ifPresent(table -> refuse(
                        migration,
                        statement,
                        "keeps everybody away while it writes the table anew; leave it to operators"));
    }

    private static Optional<String> table(Pattern pattern, String statement) {
        Matcher matcher = pattern.matcher(statement);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Predicate<String> matches(Pattern pattern) {
        return statement -> pattern.matcher(statement).find();
    }

    private void refuse(Migration migration, String statement, String why) {
        problems.add(
                migration.file() + ": \"" + statement.substring(0, Math.min(statement.length(), 90)) + "\" " + why);
    }
}

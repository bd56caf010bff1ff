package id.kezbek.sandbox.demo.finance;

import java.util.ArrayList;
import java.util.List;

/** A row of a settlement file with comma-separated values, in the format of MTRANS and XENIT. */
record StatementRow(List<String> cells) {

    private static final int OUR_REFERENCE = 1;
    private static final int THEIR_REFERENCE = 2;
    private static final int MSISDN = 3;
    private static final int WALLET = 4;
    private static final int AMOUNT = 5;
    private static final int FEE = 6;

    StatementRow {
        cells = List.copyOf(cells);
    }

    static StatementRow of(String line) {
        return new StatementRow(List.of(line.split(",", -1)));
    }

    String reference() {
        return cells.get(OUR_REFERENCE);
    }

    String theirReference() {
        return cells.get(THEIR_REFERENCE);
    }

    String msisdn() {
        return cells.get(MSISDN);
    }

    String wallet() {
        return cells.get(WALLET);
    }

    long amount() {
        return Long.parseLong(cells.get(AMOUNT));
    }

    long fee() {
        return Long.parseLong(cells.get(FEE));
    }

    StatementRow withReferences(String ours, String theirs) {
        return with(OUR_REFERENCE, ours).with(THEIR_REFERENCE, theirs);
    }

    StatementRow withMsisdn(String other) {
        return with(MSISDN, other);
    }

    StatementRow withWallet(String other) {
        return with(WALLET, other);
    }

    StatementRow withAmount(long other) {
        return with(AMOUNT, Long.toString(other));
    }

    StatementRow withFee(long other) {
        return with(FEE, Long.toString(other));
    }

    String line() {
        return String.join(",", cells);
    }

    private StatementRow with(int place, String cell) {
        List<String> changed = new ArrayList<>(cells);
        changed.set(place, cell);
        return new StatementRow(changed);
    }
}

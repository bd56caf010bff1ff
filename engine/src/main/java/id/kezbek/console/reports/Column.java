package id.kezbek.console.reports;

/**
 * A column of a report.
 *
 * @param name the field name in API v2
 * @param words the prefix of the text keys for values of {@link Form#CODE}
 */
record Column(String name, Form form, String words) {

    enum Form {
        TEXT,
        CODE,
        DAY,
        HOUR,
        NUMBER,
        MONEY
    }

    static Column text(String name) {
        return new Column(name, Form.TEXT, "");
    }

    static Column code(String name, String words) {
        return new Column(name, Form.CODE, words);
    }

    static Column day() {
        return new Column("day", Form.DAY, "");
    }

    static Column hour() {
        return new Column("hour", Form.HOUR, "");
    }

    static Column number(String name) {
        return new Column(name, Form.NUMBER, "");
    }

    static Column money(String name) {
        return new Column(name, Form.MONEY, "");
    }

    boolean isFigure() {
        return form == Form.NUMBER || form == Form.MONEY;
    }
}

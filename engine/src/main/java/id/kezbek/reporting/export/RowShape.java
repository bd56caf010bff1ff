package id.kezbek.reporting.export;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.reporting.formats.Column;
import id.kezbek.reporting.formats.Column.Kind;
import id.kezbek.shared.web.reading.Amount;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The columns of a list's items. Each field of the response is a column. A field of a nested object becomes the column
 * {@code object_field}. An array becomes JSON in one column. All amounts of a row share one column for the currency.
 * The columns are derived from the item's record type, so that a list without rows has columns too.
 */
final class RowShape {

    private static final String CURRENCY = "currency";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A column, and the accessors to call in turn for the column's value. */
    private record Field(Column column, List<Method> way) {}

    private final List<Field> fields = new ArrayList<>();
    private final boolean hasCurrency;

    private RowShape(Class<?> item) {
        if (!item.isRecord()) {
            throw new IllegalStateException("The items of an exported list must be records, not " + item);
        }
        add(item, "", List.of());
        hasCurrency = fields.stream().anyMatch(field -> field.column().kind() == Kind.AMOUNT);
    }

    static RowShape of(Class<?> item) {
        return new RowShape(item);
    }

    List<Column> columns() {
        Stream<Column> own = fields.stream().map(Field::column);
        return (hasCurrency ? Stream.concat(own, Stream.of(new Column(CURRENCY, Kind.TEXT))) : own).toList();
    }

    /** The values of an item, in the order of the columns. */
    @Nullable
    Object[] values(Object item) {
        @Nullable Object[] values = new Object[fields.size() + (hasCurrency ? 1 : 0)];
        for (int i = 0; i < fields.size(); i++) {
            Object value = value(item, fields.get(i).way());
            if (value instanceof Amount amount) {
                values[i] = new BigDecimal(amount.value());
                values[fields.size()] = amount.currency();
            } else {
                values[i] = plain(value);
            }
        }
        return values;
    }

    private void add(Class<?> type, String prefix, List<Method> way) {
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            List<Method> further =
                    Stream.concat(way.stream(), Stream.of(accessor)).toList();
            JsonProperty named = accessor.getAnnotation(JsonProperty.class);
            String name = prefix + (named == null ? component.getName() : named.value());
            Class<?> held = component.getType();
            if (held.isRecord() && held != Amount.class) {
                add(held, name + "_", further);
            } else {
                fields.add(new Field(new Column(name, kind(held)), further));
            }
        }
    }

    private static Kind kind(Class<?> type) {
        if (type == Amount.class) {
            return Kind.AMOUNT;
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Kind.WHOLE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.FLAG;
        }
        if (type == Instant.class) {
            return Kind.TIME;
        }
        return type == LocalDate.class ? Kind.DAY : Kind.TEXT;
    }

    private static @Nullable Object value(Object item, List<Method> way) {
        Object at = item;
        for (Method step : way) {
            if (at == null) {
                return null;
            }
            at = call(step, at);
        }
        return at;
    }

    private static @Nullable Object call(Method accessor, Object record) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("A record's component cannot be read: " + accessor.getName(), impossible);
        }
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> (long) number;
            case Long number -> number;
            case Boolean flag -> flag;
            case Instant at -> at;
            case LocalDate day -> day;
            case String text -> text;
            case Enum<?> constant -> constant.name();
            case BigDecimal decimal -> decimal.toPlainString();
            case java.util.UUID id -> id.toString();
            default -> JSON.writeValueAsString(value);
        };
    }
}

package id.kezbek.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The JSON form of events: amounts are decimals, partners are numeric ids, and null values are omitted. */
final class EventJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule("events")
                    .addSerializer(new MoneyOut())
                    .addDeserializer(Money.class, new MoneyIn())
                    .addSerializer(new PartnerOut())
                    .addDeserializer(PartnerId.class, new PartnerIn()))
            .build();

    private static final ClassValue<EventKind> KINDS = new ClassValue<>() {
        @Override
        protected EventKind computeValue(Class<?> type) {
            EventKind kind = type.getAnnotation(EventKind.class);
            if (kind == null) {
                throw new IllegalArgumentException(type.getName() + " needs @EventKind");
            }
            return kind;
        }
    };

    private EventJson() {}

    static EventKind kind(Class<? extends Event> type) {
        return KINDS.get(type);
    }

    /** All records of a type. */
    static Stream<Class<? extends Event>> kinds(Class<? extends Event> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(part -> kinds(part.asSubclass(Event.class)))
                : Stream.of(type);
    }

    private static final class MoneyOut extends StdSerializer<Money> {

        private MoneyOut() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator out, SerializationContext context) {
            out.writeNumber(money.decimal());
        }
    }

    /** Older engines wrote some amounts as strings. */
    private static final class MoneyIn extends StdDeserializer<Money> {

        private MoneyIn() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) {
            return Money.rupiah(new BigDecimal(in.getValueAsString()));
        }
    }

    private static final class PartnerOut extends StdSerializer<PartnerId> {

        private PartnerOut() {
            super(PartnerId.class);
        }

        @Override
        public void serialize(PartnerId partner, JsonGenerator out, SerializationContext context) {
            out.writeNumber(partner.value());
        }
    }

    private static final class PartnerIn extends StdDeserializer<PartnerId> {

        private PartnerIn() {
            super(PartnerId.class);
        }

        @Override
        public PartnerId deserialize(JsonParser in, DeserializationContext context) {
            return new PartnerId(in.getLongValue());
        }
    }
}

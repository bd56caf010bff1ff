package id.kezbek.shared.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowMacTest {

    private static final String TABLE = "access.staff";
    private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

    private final RowMac macs = new RowMac(key(1), "");

    @Test
    void acceptsItsSignature() {
        byte[] mac = macs.of(TABLE, ID, "ana@kezbek.example", Role.ADMIN, null);
        assertThat(macs.isTrue(mac, TABLE, ID, "ana@kezbek.example", "ADMIN", null))
                .isTrue();
    }

    @Test
    void refusesOtherFieldRowOrTable() {
        byte[] mac = macs.of(TABLE, ID, "AUDITOR");
        assertThat(macs.isTrue(mac, TABLE, ID, "ADMIN")).isFalse();
        assertThat(macs.isTrue(mac, TABLE, UUID.randomUUID(), "AUDITOR")).isFalse();
        assertThat(macs.isTrue(mac, "partners.officer", ID, "AUDITOR")).isFalse();
        assertThat(macs.isTrue(mac, TABLE, ID, "AUDITOR", null)).isFalse();
        assertThat(macs.isTrue(mac, TABLE, ID)).isFalse();
    }

    @Test
    void refusesRowsWithoutMacAndAlteredMacs() {
        assertThat(macs.isTrue(null, TABLE, ID)).isFalse();
        assertThat(macs.isTrue(new byte[0], TABLE, ID)).isFalse();
        byte[] mac = macs.of(TABLE, ID);
        for (int i = 0; i < mac.length; i++) {
            byte[] altered = mac.clone();
            altered[i] ^= 1;
            assertThat(macs.isTrue(altered, TABLE, ID)).as("byte %s altered", i).isFalse();
        }
    }

    @Test
    void distinguishesFieldBoundaries() {
        assertDiffer(new Object[] {"ab", "c"}, new Object[] {"a", "bc"});
        assertDiffer(new Object[] {"", "a"}, new Object[] {"a", ""});
        assertDiffer(new Object[] {null}, new Object[] {""});
        assertDiffer(new Object[] {}, new @Nullable Object[] {null});
        assertDiffer(new Object[] {1L}, new Object[] {"1"});
        assertDiffer(new Object[] {1L}, new Object[] {new BigDecimal("1")});
        assertDiffer(new Object[] {1L}, new Object[] {Instant.EPOCH.plusNanos(1000)});
        assertDiffer(new Object[] {new byte[] {'a'}}, new Object[] {"a"});
        assertDiffer(new Object[] {true}, new Object[] {false});
    }

    @Test
    void takesValuesAsTheDatabaseReturnsThem() {
        assertThat(macs.isTrue(macs.of(TABLE, 7, new BigDecimal("1000")), TABLE, 7L, new BigDecimal("1000.00")))
                .isTrue();
    }

    @Test
    void refusesAnInstantThatTheDatabaseWouldRound() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> macs.of(TABLE, Instant.EPOCH.plusNanos(1)))
                .withMessageContaining("microseconds");
    }

    @Test
    void acceptsFormerKeyAndSignsWithNewOne() {
        byte[] old = macs.of(TABLE, ID);
        RowMac changed = new RowMac(key(2), key(3) + "," + key(1));
        assertThat(changed.isTrue(old, TABLE, ID)).isTrue();
        assertThat(new RowMac(key(2), "").isTrue(changed.of(TABLE, ID), TABLE, ID))
                .isTrue();
        assertThat(new RowMac(key(2), "").isTrue(old, TABLE, ID)).isFalse();
    }

    private void assertDiffer(@Nullable Object[] one, @Nullable Object[] other) {
        assertThat(macs.isTrue(macs.of(TABLE, one), TABLE, other)).isFalse();
    }

    private static String key(int last) {
        byte[] key = new byte[32];
        key[31] = (byte) last;
        return Base64.getEncoder().encodeToString(key);
    }
}

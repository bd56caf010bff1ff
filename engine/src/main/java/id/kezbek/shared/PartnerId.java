package id.kezbek.shared;

/** The engine's internal id of a partner. Partners use their code. */
public record PartnerId(long value) implements Comparable<PartnerId> {

    @Override
    public int compareTo(PartnerId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

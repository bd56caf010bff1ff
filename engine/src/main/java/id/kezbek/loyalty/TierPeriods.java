package id.kezbek.loyalty;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer's tier periods, including the effects of refunds. A refund can undo the move into a period; the new entry
 * then continues the previous period. A later purchase can repeat that move; the entry of the repeated move then
 * continues the period that was undone. So several entry numbers can belong to one period; the first of these numbers
 * is the period's origin.
 */
final class TierPeriods {

    private final Map<Integer, Move> moves = new HashMap<>();
    private final Map<Integer, Integer> origins = new HashMap<>();
    private final Map<Integer, Integer> before = new HashMap<>();

    /** @param history a customer's latest tier changes; their order does not matter */
    TierPeriods(List<Move> history) {
        Deque<Integer> undone = new ArrayDeque<>();
        @Nullable Integer current = null;
        for (Move move :
                history.stream().sorted(Comparator.comparingInt(Move::entry)).toList()) {
            moves.put(move.entry(), move);
            current = switch (move.cause()) {
                case JOINED, EXPIRED -> {
                    undone.clear();
                    yield move.entry();
                }
                case PROMOTED, RENEWED -> undone.isEmpty() ? begin(move, current) : undone.pop();
                case REFUNDED -> {
                    if (current != null) {
                        undone.push(current);
                    }
                    yield current == null ? move.entry() : before.getOrDefault(current, move.entry());
                }
            };
            origins.put(move.entry(), current);
        }
    }

    private int begin(Move move, @Nullable Integer current) {
        if (current != null) {
            before.put(move.entry(), current);
        }
        return move.entry();
    }

    /** The first entry number of the period that this entry continues. */
    int origin(int entry) {
        return origins.getOrDefault(entry, entry);
    }

    /** Whether two entries belong to one period. */
    boolean isSame(int entry, int other) {
        return origin(entry) == origin(other);
    }

    /** The tier change that started the period of an entry; empty if this change is older than the given history. */
    Optional<Move> beginning(int entry) {
        return Optional.ofNullable(moves.get(origin(entry)));
    }

    /** The tier change that started the previous period. */
    Optional<Move> before(int entry) {
        return Optional.ofNullable(before.get(origin(entry))).map(moves::get);
    }

    /** Whether any tier period has expired since this entry. */
    boolean hasEnded(int entry) {
        return moves.values().stream().anyMatch(move -> move.entry() > entry && move.cause() == Move.Cause.EXPIRED);
    }
}

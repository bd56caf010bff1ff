package id.kezbek.trials.bench;

import java.util.List;

/**
 * A kind of load.
 *
 * @param partners who share the connections in turn
 */
public record Case(String name, int connections, List<String> partners) {

    public Case {
        partners = List.copyOf(partners);
    }
}

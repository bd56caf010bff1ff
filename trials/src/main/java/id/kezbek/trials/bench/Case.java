package id.kezbek.trials.bench;

import java.util.List;

/**
 * A kind of load.
 *
 * @param partners the partners that share the connections
 */
public record Case(String name, int connections, List<String> partners) {

    public Case {
        partners = List.copyOf(partners);
    }
}

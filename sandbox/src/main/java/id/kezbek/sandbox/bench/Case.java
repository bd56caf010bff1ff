package id.kezbek.sandbox.bench;

import java.util.List;

/**
 * A kind of load.
 *
 * @param partners who share the connections in turn
 */
record Case(String name, int connections, List<String> partners) {

    Case {
        partners = List.copyOf(partners);
    }
}

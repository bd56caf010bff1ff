package id.kezbek.approvals;

import id.kezbek.shared.security.Role;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An {@link Act} whose name, arguments and roles are fixed. */
public abstract class NamedAct<A> implements Act<A> {

    private final String kind;
    private final Class<A> arguments;
    private final Set<Role> roles;

    /** @param roles the roles that may propose and approve this kind */
    protected NamedAct(String kind, Class<A> arguments, Role... roles) {
        this.kind = kind;
        this.arguments = arguments;
        // Uses an EnumSet, so that messages and generated pages always list the roles in the enum's order.
        this.roles = Collections.unmodifiableSet(EnumSet.copyOf(List.of(roles)));
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final Class<A> arguments() {
        return arguments;
    }

    @Override
    public final Set<Role> roles() {
        return roles;
    }
}

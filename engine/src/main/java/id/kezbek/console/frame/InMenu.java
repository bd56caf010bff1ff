package id.kezbek.console.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The page stands in the menu of the roles that its {@code @Allow} has. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InMenu {
    /** The words' key. */
    String value();

    Section section();

    /** The order within the section. */
    int place();

    /** A part of the menu; its words' key is {@code frame.section.<name>}. */
    enum Section {
        TODAY,
        MONEY,
        PARTNERS,
        RULES,
        FINANCE,
        OPERATIONS,
        OVERSIGHT
    }
}

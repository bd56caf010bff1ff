package id.kezbek.console.frame;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Adds the page to the menu of all roles in its {@code @Allow}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface InMenu {
    /** The key of the menu text. */
    String value();

    Section section();

    /** The position within the section. */
    int place();

    /** A section of the menu. The key of its text is {@code frame.section.<name>}. */
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

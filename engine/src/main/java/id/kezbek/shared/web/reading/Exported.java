package id.kezbek.shared.web.reading;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a list's GET: it can be exported as a file, with the filters, roles and masking of the list. The method returns a
 * {@link ListPage} and takes nothing but the caller, variables of its path and the map of query parameters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Exported {
    /** The file's name without its ending, such as {@code payouts}. */
    String value();
}

package id.kezbek.shared.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a GET operation that calls another system, for example the file store. A partner's reads run in one
 * transaction, where such calls are forbidden. A marked operation runs without that transaction and must check the
 * partner itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CallsOutside {}

package id.kezbek.shared.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a GET that calls another system, such as the file store. A partner's reads run in one transaction, where such
 * calls are forbidden: this operation runs without one and must check the partner itself.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CallsOutside {}

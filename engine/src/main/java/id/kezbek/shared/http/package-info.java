/** Builders of HTTP clients for calls to other companies' systems. */
@NullMarked
package id.kezbek.shared.http;

import org.jspecify.annotations.NullMarked;

/** Onboarding over HTTP, as v1's clients know it. */
@NullMarked
package id.kezbek.partners.web;

import org.jspecify.annotations.NullMarked;

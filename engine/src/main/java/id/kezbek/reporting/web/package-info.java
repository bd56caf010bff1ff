/** What people call: lists as files, exports, reports. */
@NullMarked
package id.kezbek.reporting.web;

import org.jspecify.annotations.NullMarked;

/** The process: its start, its log lines, its checks before the first request, and its drain. */
@NullMarked
package id.kezbek.startup.process;

import org.jspecify.annotations.NullMarked;

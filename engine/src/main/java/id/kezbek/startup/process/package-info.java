/** The process: its start, its log lines, its checks before the first call, and its drain at the end. */
@NullMarked
package id.kezbek.startup.process;

import org.jspecify.annotations.NullMarked;

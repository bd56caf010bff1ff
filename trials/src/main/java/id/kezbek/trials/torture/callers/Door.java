package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.HttpCalls;

/** The access of callers to a process with the role {@code api}. */
record Door(String process, HttpCalls calls) {}

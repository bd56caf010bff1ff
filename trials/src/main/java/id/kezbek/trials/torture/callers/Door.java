package id.kezbek.trials.torture.callers;

import id.kezbek.sandbox.client.HttpCalls;

/** An api process, as callers see it. */
record Door(String process, HttpCalls calls) {}

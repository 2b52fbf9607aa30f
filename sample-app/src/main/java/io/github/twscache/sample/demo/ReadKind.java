package io.github.twscache.sample.demo;

/**
 * What is read.
 */
public enum ReadKind {

	/** One job: a row by its primary key. */
	JOB,

	/** One job stream: its jobs, some 25 rows. */
	STREAM,

	/** The summary: an aggregate over the whole plan. */
	SUMMARY

}

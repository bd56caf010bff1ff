#!/usr/bin/env bash
# Creates the resources that the engine needs in the cloud: a bucket, the queue of e-mails with its dead-letter queue, a verified
# sender.
set -euo pipefail

aws s3api create-bucket --bucket cezbek-files \
  --create-bucket-configuration "LocationConstraint=$AWS_DEFAULT_REGION" >/dev/null
dead_url=$(aws sqs create-queue --queue-name cezbek-emails-dlq --query QueueUrl --output text)
dead_arn=$(aws sqs get-queue-attributes --queue-url "$dead_url" --attribute-names QueueArn \
  --query Attributes.QueueArn --output text)
aws sqs create-queue --queue-name cezbek-emails --attributes \
  "{\"VisibilityTimeout\":\"30\",\"RedrivePolicy\":\"{\\\"deadLetterTargetArn\\\":\\\"$dead_arn\\\",\\\"maxReceiveCount\\\":\\\"5\\\"}\"}" >/dev/null
aws sesv2 create-email-identity --email-identity no-reply@kezbek.example >/dev/null
printf 'the bucket, the queues and the sender are there\n'

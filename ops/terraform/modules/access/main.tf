# The rights of each role of the engine in the cloud, bound to the service account of the role. docs/aws.md lists these rights.

variable "name" {
  type = string
}

variable "namespace" {
  type = string
}

variable "oidc_arn" {
  type = string
}

variable "oidc_issuer" {
  type = string
}

variable "key_arn" {
  type = string
}

variable "queue_arn" {
  type = string
}

variable "dead_arn" {
  type = string
}

variable "bucket_arn" {
  type = string
}

variable "identity_arn" {
  type = string
}

variable "mail_set_arn" {
  type = string
}

variable "user_pool_arn" {
  type = string
}

locals {
  queues = {
    actions = [
      "sqs:GetQueueUrl", "sqs:GetQueueAttributes", "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
    ]
    resources = [var.queue_arn, var.dead_arn]
  }
  files = {
    actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = [
      "${var.bucket_arn}/logos/*", "${var.bucket_arn}/statements/*", "${var.bucket_arn}/exports/*",
    ]
  }
  # Invoices and credit notes are never removed.
  documents = {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.bucket_arn}/invoices/*", "${var.bucket_arn}/credit-notes/*"]
  }
  inbox = {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${var.bucket_arn}/statements-inbox/*", "${var.bucket_arn}/statements-refused/*"]
  }
  # Heads of the audit log are written only once and never removed.
  heads = {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["${var.bucket_arn}/audit-heads/*"]
  }
  # Without this right, S3 reports a missing file as forbidden.
  bucket = {
    actions   = ["s3:ListBucket"]
    resources = [var.bucket_arn]
  }
  send = {
    actions   = ["ses:SendEmail"]
    resources = [var.identity_arn, var.mail_set_arn]
  }
  # This right has no resource, because it concerns the whole account.
  ask_mail = {
    actions   = ["ses:GetAccount"]
    resources = ["*"]
  }
  let_people_in = {
    actions = [
      "cognito-idp:AdminGetUser", "cognito-idp:AdminCreateUser", "cognito-idp:AdminUpdateUserAttributes",
      "cognito-idp:AdminSetUserPassword", "cognito-idp:AdminInitiateAuth",
    ]
    resources = [var.user_pool_arn]
  }
  send_people_away = {
    actions   = ["cognito-idp:AdminGetUser", "cognito-idp:AdminDisableUser", "cognito-idp:AdminUserGlobalSignOut"]
    resources = [var.user_pool_arn]
  }
  key = {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [var.key_arn]
  }

  # In the cloud, analytics needs only the database.
  roles = {
    api = [local.files, local.documents, local.bucket, local.queues, local.let_people_in, local.key]
    job = [
      local.files, local.documents, local.inbox, local.heads, local.bucket, local.queues, local.send, local.ask_mail,
      local.send_people_away, local.key,
    ]
  }
}

data "aws_iam_policy_document" "trust" {
  for_each = local.roles

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:sub"
      values   = ["system:serviceaccount:${var.namespace}:cezbek-${each.key}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${var.oidc_issuer}:aud"
      values   = ["sts.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "role" {
  for_each = local.roles

  dynamic "statement" {
    for_each = each.value

    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = local.roles

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
}

resource "aws_iam_role_policy" "this" {
  for_each = local.roles

  name   = "engine"
  role   = aws_iam_role.this[each.key].id
  policy = data.aws_iam_policy_document.role[each.key].json
}

output "role_arns" {
  value = { for role, made in aws_iam_role.this : role => made.arn }
}

variable "region" {
  description = "The region of the installation."
  type        = string
  default     = "ap-southeast-3"
}

variable "environment" {
  description = "The purpose of the installation. It is part of every name, so that one account can contain several installations."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment))
    error_message = "environment takes 2 to 16 of a-z, 0-9 and -, such as production."
  }
}

variable "network_cidr" {
  description = "The addresses of the whole network. Each of six subnets gets a sixteenth of the addresses."
  type        = string
  default     = "10.20.0.0/16"
}

variable "zones" {
  description = "Two availability zones of the region. They are named here, so that a new zone of the region changes nothing."
  type        = list(string)
  default     = ["ap-southeast-3a", "ap-southeast-3b"]

  validation {
    condition     = length(distinct(var.zones)) == 2
    error_message = "zones takes two different zones."
  }
}

variable "files_lock_days" {
  description = "The time in which nobody can remove or overwrite a file of the bucket, because it contains the heads that reveal a rewritten audit log. A shorter time applies only to new files."
  type        = number
  default     = 365

  validation {
    condition     = var.files_lock_days >= 1
    error_message = "files_lock_days must be 1 or more."
  }
}

variable "mail_domain" {
  description = "The domain of the sender of e-mails. Its DNS must contain the records of the output mail_records."
  type        = string
}

variable "administrators" {
  description = "ARNs of the IAM roles that may administer the cluster."
  type        = list(string)
}

variable "cluster_public_cidrs" {
  description = "The address blocks that may reach the cluster's API from outside the network. Empty: none."
  type        = list(string)
  default     = []
}

variable "cluster_version" {
  type    = string
  default = "1.33"
}

variable "node_type" {
  type    = string
  default = "m7i.large"
}

variable "node_count" {
  description = "A node of this type has room for one process with the role api and some others. A rolling update needs one more node. Only a node autoscaler starts more than min nodes."
  type        = object({ min = number, max = number })
  default     = { min = 4, max = 14 }
}

variable "database_version" {
  description = "PostgreSQL's major version, 15 to 18."
  type        = string
  default     = "18"
}

variable "database_class" {
  type    = string
  default = "db.m7g.large"
}

variable "database_gigabytes" {
  type    = object({ first = number, most = number })
  default = { first = 100, most = 1000 }
}

variable "cache_type" {
  type    = string
  default = "cache.t4g.small"
}

variable "cache_password" {
  description = "16 to 128 printable characters. ElastiCache accepts the password only from here, so the state contains it: encrypt the state and restrict the access to it."
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.cache_password) >= 16 && length(var.cache_password) <= 128
    error_message = "cache_password takes 16 to 128 characters."
  }
}

variable "triggers_jar" {
  description = "The jar of the module lambda, as ./cezbek lambda builds it."
  type        = string
  default     = "../../lambda/target/cezbek-lambda.jar"
}

variable "sign_up_keys" {
  description = "One or two keys of at least 32 bytes in Base64, separated by a comma. They prove to the triggers that the engine creates a user. The state contains these keys, because it contains the function's environment."
  type        = string
  sensitive   = true
}

variable "namespace" {
  description = "The Kubernetes namespace of the release; IAM roles are bound to its service accounts."
  type        = string
  default     = "cezbek"
}

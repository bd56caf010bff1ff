variable "region" {
  description = "Where the installation stands."
  type        = string
  default     = "ap-southeast-3"
}

variable "environment" {
  description = "What it is for; part of every name, so that several fit into one account."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,15}$", var.environment))
    error_message = "environment takes 2 to 16 of a-z, 0-9 and -, such as production."
  }
}

variable "network_cidr" {
  description = "The addresses of the whole network; a sixteenth goes to each of six subnets."
  type        = string
  default     = "10.20.0.0/16"
}

variable "zones" {
  description = "Two availability zones of the region. Named, so that a new zone of the region moves nothing."
  type        = list(string)
  default     = ["ap-southeast-3a", "ap-southeast-3b"]

  validation {
    condition     = length(distinct(var.zones)) == 2
    error_message = "zones takes two different zones."
  }
}

variable "files_lock_days" {
  description = "How long no file of the bucket can be removed or overwritten, by anybody: the heads that show a rewritten audit log lie there. A shorter time than before holds for new files only."
  type        = number
  default     = 365

  validation {
    condition     = var.files_lock_days >= 1
    error_message = "files_lock_days must be 1 or more."
  }
}

variable "mail_domain" {
  description = "The domain that e-mails come from; its DNS takes the records of the output mail_records."
  type        = string
}

variable "administrators" {
  description = "ARNs of the IAM roles that may administer the cluster."
  type        = list(string)
}

variable "cluster_public_cidrs" {
  description = "Who may reach the cluster's API from outside the network; nobody where it is empty."
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
  description = "A node of this type carries one api process beside others; one node more lets them roll. More than min come by a node autoscaler only."
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
  description = "16 to 128 printable characters. ElastiCache takes it from here only, so the state holds it: keep the state encrypted and to few."
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
  description = "One or two keys of at least 32 bytes in Base64, with a comma in between: they prove to the triggers that the engine itself creates a user. A function's environment is part of the state."
  type        = string
  sensitive   = true
}

variable "namespace" {
  description = "The Kubernetes namespace of the release; IAM roles are bound to its service accounts."
  type        = string
  default     = "cezbek"
}

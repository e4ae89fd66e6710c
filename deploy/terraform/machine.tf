locals {
  name = "agiza-${var.environment}"
}

# Ubuntu has Docker, Compose and the agent of Systems Manager in its own packages.
data "aws_ssm_parameter" "ubuntu" {
  name = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"
}

resource "aws_instance" "this" {
  ami                    = data.aws_ssm_parameter.ubuntu.insecure_value
  instance_type          = var.instance_type
  subnet_id              = aws_subnet.public.id
  vpc_security_group_ids = [aws_security_group.machine.id]
  iam_instance_profile   = aws_iam_instance_profile.machine.name

  disable_api_termination = true
  monitoring              = true

  # Only with a token, and not from inside a container.
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 30
    encrypted   = true
  }

  # Workers keep in its volumes how far sending had come: a new image of Ubuntu must not replace the machine.
  lifecycle {
    ignore_changes = [ami]
  }

  tags = { Name = local.name }
}

resource "aws_eip" "this" {
  instance = aws_instance.this.id
  domain   = "vpc"

  tags = { Name = local.name }
}

data "aws_iam_policy_document" "assume_machine" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "machine" {
  name               = "${local.name}-machine"
  assume_role_policy = data.aws_iam_policy_document.assume_machine.json
}

# Shell and playbook go through Systems Manager. There is no SSH key, and port 22 is closed.
resource "aws_iam_role_policy_attachment" "machine" {
  role       = aws_iam_role.machine.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "machine" {
  name = "${local.name}-machine"
  role = aws_iam_role.machine.name
}

data "aws_availability_zones" "here" {
  state = "available"
}

resource "aws_vpc" "this" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true

  tags = { Name = local.name }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id
}

# The machine: it answers the internet, and calls the carrier.
resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.20.0.0/24"
  availability_zone = data.aws_availability_zones.here.names[0]

  tags = { Name = "${local.name}-public" }
}

# The database: no way to the internet, in two zones.
resource "aws_subnet" "database" {
  count = 2

  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.20.${10 + count.index}.0/24"
  availability_zone = data.aws_availability_zones.here.names[count.index]

  tags = { Name = "${local.name}-database-${count.index}" }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.this.id
  }
}

resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_security_group" "machine" {
  name        = "${local.name}-machine"
  description = "HTTP and HTTPS from anywhere. No SSH: the way in is Systems Manager."
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  for_each = { http = [80, "tcp"], https = [443, "tcp"], http3 = [443, "udp"] }

  security_group_id = aws_security_group.machine.id
  description       = each.key
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = each.value[0]
  to_port           = each.value[0]
  ip_protocol       = each.value[1]
}

resource "aws_vpc_security_group_egress_rule" "machine" {
  security_group_id = aws_security_group.machine.id
  description       = "Images, certificates, the carrier, sign-in providers, Systems Manager"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_security_group" "database" {
  name        = "${local.name}-database"
  description = "PostgreSQL from the machine alone"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "PostgreSQL"
  referenced_security_group_id = aws_security_group.machine.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

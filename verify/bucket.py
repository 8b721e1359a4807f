"""A bucket on this machine: SeaweedFS, an S3 server that others run in earnest, in a folder that goes with it."""

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

from instance import free_port
from pyarrow import fs
from served import Served

READY_WITHIN_S = 60
NAME, KEY, SECRET = "fanal", "fanal-key", "fanal-secret"


class Bucket(Served):
    """Starts the server, makes an empty bucket, ends the server with the block."""

    def __init__(self, program: Path):
        super().__init__("bucket")
        self.program = program
        self.address = f"127.0.0.1:{free_port()}"
        self.url = f"s3://{NAME}/lake"
        # By the names that other programs read as well.
        self.environment = {
            "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{self.address}", "AWS_ALLOW_HTTP": "true",
        }

    def __enter__(self) -> "Bucket":
        try:
            self.start()
            self.files = fs.S3FileSystem(
                access_key=KEY, secret_key=SECRET, region="us-east-1", scheme="http",
                endpoint_override=self.address, allow_bucket_creation=True,
            )
            self.files.create_dir(NAME)
        except BaseException:
            self.stop()
            raise
        return self

    def start(self) -> None:
        rights = {"name": "fanal", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
        config = self.folder / "identities.json"
        config.write_text(json.dumps({"identities": [rights]}))
        data = self.folder / "data"
        data.mkdir()
        ports = [f"-{part}.port{kind}={free_port()}" for part in ("master", "volume", "filer") for kind in ("", ".grpc")]
        command = [
            self.program, "server", f"-dir={data}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *ports,
            "-master.telemetry=false", "-master.volumeSizeLimitMB=256", "-volume.max=20",
            f"-filer.localSocket={self.folder}/filer.sock", "-s3", f"-s3.config={config}",
            f"-s3.port={self.address.split(':')[1]}", f"-s3.port.grpc={free_port()}", "-s3.autoCreateBucket=false",
            "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.localSocket={self.folder}/s3.sock",
        ]
        self.launch(command)
        self.wait()

    def wait(self) -> None:
        """Until it answers a request that is not signed with a refusal: the keys are known then."""
        deadline, last = time.monotonic() + READY_WITHIN_S, None
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"http://{self.address}/", timeout=5)
            except urllib.error.HTTPError as error:
                last = error
                if error.code == 403:
                    return
            except OSError as error:
                last = error
            time.sleep(0.1)
        raise RuntimeError(f"the bucket does not answer as it should: {last}\n{self.said()}")

    def names(self, prefix: str = "") -> list[str]:
        """The files under a folder of the lake."""
        folder = f"{NAME}/lake/{prefix}".rstrip("/")
        found = self.files.get_file_info(fs.FileSelector(folder, allow_not_found=True, recursive=True))
        return sorted(info.path for info in found if info.type == fs.FileType.File)

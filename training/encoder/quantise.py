"""Weights to int8, with the runtime's own quantiser; run it where onnxruntime and onnx are (Suluh's .venv).

python quantise.py polarity.fp32.onnx polarity.onnx
"""

import hashlib
import sys
from pathlib import Path

from onnxruntime.quantization import QuantType, quantize_dynamic

source, target = map(Path, sys.argv[1:3])
quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)
print(target, target.stat().st_size, hashlib.sha256(target.read_bytes()).hexdigest())

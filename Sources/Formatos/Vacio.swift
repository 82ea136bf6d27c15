import Yams
import CZip
